package org.evenflow.model.scenario;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.evenflow.model.Check;
import org.evenflow.model.InputException;

/**
 * What energy costs at the site's meter. Prices are in currency per kWh, demand charges in currency
 * per kW of the billing month's peak.
 */
public sealed interface Tariff permits Tariff.Flat, Tariff.TimeOfUse, Tariff.RealTime {
    /** Name, for reports. */
    String id();

    /** ISO 4217 code; a scenario has one currency, its tariff's. */
    String currency();

    /** Price of bought energy, mean over the {@code minutes} that begin at {@code at}. */
    double buyPerKwh(ZonedDateTime at, int minutes);

    /** Price paid for energy given back, likewise. */
    double sellPerKwh(ZonedDateTime at, int minutes);

    /** Currency per kW of the monthly peak, in force at {@code at}. */
    double demandPerKwMonth(ZonedDateTime at);

    /**
     * One price all the time.
     *
     * @param id name
     * @param currency ISO 4217
     * @param buy price of bought energy per kWh
     * @param sell price of energy given back per kWh
     * @param demand currency per kW and month
     */
    record Flat(String id, String currency, double buy, double sell, double demand)
            implements Tariff {
        public Flat {
            Check.finite(buy, id + ": price_per_kwh");
            Check.finite(sell, id + ": sell_per_kwh");
            Check.notNegative(demand, id + ": demand_per_kw_month");
        }

        @Override
        public double buyPerKwh(ZonedDateTime at, int minutes) {
            return buy;
        }

        @Override
        public double sellPerKwh(ZonedDateTime at, int minutes) {
            return sell;
        }

        @Override
        public double demandPerKwMonth(ZonedDateTime at) {
            return demand;
        }
    }

    /**
     * Prices by season, weekday and time of day. The first matching entry wins.
     *
     * @param id name
     * @param currency ISO 4217
     * @param entries at least one; together they must match every day
     * @param sellFactor price of energy given back as a share of the buying price
     */
    record TimeOfUse(String id, String currency, List<Entry> entries, double sellFactor)
            implements Tariff {
        public TimeOfUse {
            entries = List.copyOf(entries);
            Check.that(!entries.isEmpty(), id + ": entries", 0, "at least one");
            Check.finite(sellFactor, id + ": sell_factor");
        }

        @Override
        public double buyPerKwh(ZonedDateTime at, int minutes) {
            double sum = 0;
            for (int minute = 0; minute < minutes; minute++) {
                var now = at.plusMinutes(minute);
                sum += entry(now).priceAt(now.toLocalTime());
            }
            return sum / minutes;
        }

        @Override
        public double sellPerKwh(ZonedDateTime at, int minutes) {
            return sellFactor * buyPerKwh(at, minutes);
        }

        @Override
        public double demandPerKwMonth(ZonedDateTime at) {
            return entry(at).demandPerKw();
        }

        private Entry entry(ZonedDateTime at) {
            for (Entry entry : entries) {
                if (entry.matches(at)) {
                    return entry;
                }
            }
            throw new InputException(
                    "tariff "
                            + id
                            + ": no entry matches "
                            + at.toLocalDate()
                            + " ("
                            + at.getDayOfWeek()
                            + ")");
        }
    }

    /**
     * A season and its prices.
     *
     * @param id name of the season
     * @param from first day
     * @param to last day, inclusive; before {@code from} the season runs over new year
     * @param days weekdays it holds on
     * @param times beginnings of the price periods, rising, the first 00:00
     * @param prices price per kWh from each of them
     * @param demandPerKw currency per kW and month
     */
    record Entry(
            String id,
            MonthDay from,
            MonthDay to,
            Set<DayOfWeek> days,
            List<LocalTime> times,
            List<Double> prices,
            double demandPerKw) {
        public Entry {
            days = Set.copyOf(days);
            times = List.copyOf(times);
            prices = List.copyOf(prices);
            String of = "tariff entry " + id + ": ";
            Check.that(!days.isEmpty(), of + "days", "none", "at least one weekday");
            Check.that(
                    !times.isEmpty() && times.size() == prices.size(),
                    of + "times",
                    times.size() + " times and " + prices.size() + " prices",
                    "as many times as prices");
            Check.that(
                    times.getFirst().equals(LocalTime.MIDNIGHT),
                    of + "times",
                    times.getFirst(),
                    "00:00 first");
            for (int i = 0; i < times.size(); i++) {
                Check.that(
                        i == 0 || times.get(i).isAfter(times.get(i - 1)),
                        of + "times",
                        times,
                        "strictly rising");
                Check.finite(prices.get(i), of + "price");
            }
            Check.notNegative(demandPerKw, of + "demand_per_kw_month");
        }

        boolean matches(ZonedDateTime at) {
            var day = MonthDay.from(at);
            boolean inSeason =
                    from.compareTo(to) <= 0
                            ? day.compareTo(from) >= 0 && day.compareTo(to) <= 0
                            : day.compareTo(from) >= 0 || day.compareTo(to) <= 0;
            return inSeason && days.contains(at.getDayOfWeek());
        }

        double priceAt(LocalTime time) {
            int i = times.size() - 1;
            while (times.get(i).isAfter(time)) {
                i--;
            }
            return prices.get(i);
        }
    }

    /**
     * A price series, e.g. of a day-ahead market.
     *
     * @param id name
     * @param currency ISO 4217
     * @param prices currency per kWh; must cover the run
     * @param sellFactor price of energy given back as a share of the buying price
     * @param demand currency per kW and month
     */
    record RealTime(String id, String currency, Series prices, double sellFactor, double demand)
            implements Tariff {
        public RealTime {
            Check.finite(sellFactor, id + ": sell_factor");
            Check.notNegative(demand, id + ": demand_per_kw_month");
        }

        @Override
        public double buyPerKwh(ZonedDateTime at, int minutes) {
            return prices.mean(at.toInstant(), minutes);
        }

        @Override
        public double sellPerKwh(ZonedDateTime at, int minutes) {
            return sellFactor * buyPerKwh(at, minutes);
        }

        @Override
        public double demandPerKwMonth(ZonedDateTime at) {
            return demand;
        }
    }
}
