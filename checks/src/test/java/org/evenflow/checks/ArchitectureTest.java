package org.evenflow.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 2 of ARCHITECTURE.md as code, with the rules of CONVENTIONS.md that bytecode shows. */
final class ArchitectureTest {
    private static final String ROOT = "org.evenflow";

    /** Module to the modules it may use; the table of section 2. */
    private static final Map<String, List<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("model", List.of()),
                    Map.entry("numeric", List.of()),
                    Map.entry("tensor", List.of()),
                    Map.entry("data", List.of("model")),
                    Map.entry("grid", List.of("model", "numeric")),
                    Map.entry("city", List.of("model", "numeric", "data")),
                    Map.entry("forecast", List.of("model", "numeric")),
                    Map.entry("control", List.of("model", "numeric", "grid", "forecast")),
                    Map.entry("dispatch", List.of("model", "numeric", "grid", "control")),
                    Map.entry(
                            "planning",
                            List.of("model", "numeric", "grid", "forecast", "control", "dispatch")),
                    Map.entry("economic", List.of("model", "numeric", "control")),
                    Map.entry(
                            "sim",
                            List.of(
                                    "model",
                                    "numeric",
                                    "grid",
                                    "city",
                                    "forecast",
                                    "control",
                                    "dispatch")),
                    Map.entry(
                            "learn",
                            words("model numeric tensor grid forecast control economic sim")),
                    Map.entry("report", words("model numeric data grid city control dispatch sim")),
                    Map.entry(
                            "experiment",
                            words(
                                    "model numeric data grid city control dispatch planning economic sim learn report")),
                    Map.entry(
                            "app",
                            words(
                                    "model numeric tensor data grid city control dispatch planning economic sim learn report experiment verification bench")),
                    Map.entry("verification", List.of("model", "data", "grid", "experiment")),
                    Map.entry(
                            "bench",
                            words("model numeric data grid control planning economic sim learn")),
                    Map.entry("cluster", List.of("model", "experiment")),
                    Map.entry("checks", List.of()));

    /** Library to the packages, sub-packages included, that may import it (rule 4). */
    private static final Map<String, String> LIBRARIES =
            Map.of(
                    "com.powsybl", "org.evenflow.[data|grid].powsybl",
                    "org.bytedeco", "org.evenflow.tensor",
                    "org.apache.commons.csv", "org.evenflow.data",
                    "org.yaml.snakeyaml", "org.evenflow.data",
                    "me.tongfei.progressbar", "org.evenflow.app",
                    "org.apache.flink", "org.evenflow.cluster",
                    "picocli", "org.evenflow.app..");

    /** Vocabularies that are packages of their own, which all may name (rule 2). */
    private static final String[] VOCABULARIES = {
        ROOT + ".model.scenario", ROOT + ".numeric.statistics", ROOT + ".control.rule"
    };

    /** What any package may import: the platform and the exceptions of rule 4. */
    private static final String[] EVERYWHERE = {
        ROOT + "..", "java..", "javax..", "org.slf4j..", "org.jspecify..", "com.fasterxml.jackson.."
    };

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    static Stream<Arguments> modules() {
        return new TreeMap<>(MAY_USE)
                .entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    static Stream<Arguments> libraries() {
        return new TreeMap<>(LIBRARIES)
                .entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @Test
    void everyModuleStandsInTheTableOfSection2() {
        var modules =
                CODE.stream()
                        .map(ArchitectureTest::moduleOf)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(modules).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleUsesOnlyModulesBelowIt(String module, List<String> allowed) {
        var own =
                Stream.concat(Stream.of(module), allowed.stream())
                        .map(name -> ROOT + "." + name + "..")
                        .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + module + "..")
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(own)))
                .check(CODE);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void rootPackageNeverKnowsItsSubpackages(String module, List<String> allowed) {
        if (module.equals("app")) {
            return; // The composition root lists its commands.
        }
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + module)
                .should()
                .dependOnClassesThat(subpackageOf(module))
                .check(CODE);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void onlyExperimentBenchAndAppNameOthersSubpackages(String module, List<String> allowed) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "." + module + "..",
                        ROOT + ".experiment..",
                        ROOT + ".bench..",
                        ROOT + ".app..")
                .should()
                .dependOnClassesThat(
                        subpackageOf(module).and(not(resideInAnyPackage(VOCABULARIES))))
                .check(CODE);
    }

    @Test
    void familiesOfPlugInsDoNotKnowEachOther() {
        var families =
                CODE.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.split("\\.").length > 3)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (String family : families) {
            String module = family.split("\\.")[2];
            if (!module.equals("app")) {
                noClasses()
                        .that()
                        .resideInAPackage(family)
                        .should()
                        .dependOnClassesThat(
                                subpackageOf(module).and(not(resideInAPackage(family))))
                        .check(CODE);
            }
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(CODE);
    }

    /**
     * No class of what is moved, or of the simulator, knows itself through more than two others;
     * elsewhere circles are no larger than they were.
     */
    @ParameterizedTest
    @MethodSource("circles")
    void circlesOfClassesStaySmall(String packages, int most) {
        var inside =
                CODE.stream()
                        .filter(type -> type.getPackageName().matches(packages))
                        .collect(Collectors.toSet());
        assertThat(ClassCircles.largest(inside).size())
                .as("%s", ClassCircles.largest(inside))
                .isLessThanOrEqualTo(most);
    }

    static Stream<Arguments> circles() {
        return Stream.of(
                Arguments.of("org.evenflow.(control|dispatch|economic|sim)(\\..*)?", 3),
                Arguments.of("org.evenflow.planning(\\..*)?", 8),
                Arguments.of("org.evenflow.data(\\..*)?", 12),
                Arguments.of("org.evenflow\\..*", 12));
    }

    @Test
    void controllersReceiveNothingThatTheyCouldWrite() {
        var writable =
                Set.of(
                        "org.evenflow.control.Occupancy",
                        "org.evenflow.control.Ambient",
                        "org.evenflow.grid.Injections");
        var seen =
                List.of(
                        "Observation Telemetry Outlook Forecast Limits SiteLayout Past Foresight"
                                .split(" "));
        var found =
                CODE.stream()
                        .filter(type -> type.getPackageName().matches(ROOT + ".(control|forecast)"))
                        .filter(type -> seen.contains(type.getSimpleName()))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(
                                method ->
                                        method.getRawReturnType().isArray()
                                                || writable.contains(
                                                        method.getRawReturnType().getName()))
                        .map(method -> method.getFullName())
                        .toList();
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void libraryIsImportedByOnePackageOnly(String library, String owner) {
        noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat(resideInAPackage(library + ".."))
                .check(CODE);
    }

    @Test
    void everyLibraryHasAnOwner() {
        var known =
                Stream.concat(
                                Arrays.stream(EVERYWHERE),
                                LIBRARIES.keySet().stream().map(name -> name + ".."))
                        .toArray(String[]::new);
        classes()
                .should(never(dependOnClassesThat(not(resideInAnyPackage(known)).and(isNamed()))))
                .as("every library has its one package here and a row in 0002-libraries.md")
                .check(CODE);
    }

    @Test
    void modelAndNumericStayFreeOfLibraries() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".model..", ROOT + ".numeric..")
                .should(
                        never(
                                dependOnClassesThat(
                                        not(resideInAnyPackage(
                                                        ROOT + "..", "java..", "org.jspecify.."))
                                                .and(isNamed()))))
                .check(CODE);
    }

    @Test
    void onlyAppPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app..")
                .should()
                .accessTargetWhere(
                        describe(
                                "System.out or System.err",
                                access ->
                                        access.getTargetOwner().isEquivalentTo(System.class)
                                                && Set.of("out", "err").contains(access.getName())))
                .orShould()
                .callMethodWhere(
                        describe(
                                "Throwable.printStackTrace()",
                                call ->
                                        call.getName().equals("printStackTrace")
                                                && call.getTarget()
                                                        .getRawParameterTypes()
                                                        .isEmpty()))
                .orShould()
                .callConstructor(PrintStream.class, FileDescriptor.class)
                .check(CODE);
    }

    @Test
    void timeAndChanceComeFromTheCaller() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".app..", ROOT + ".bench..")
                .should()
                .callMethodWhere(describe("ask the machine's clock", c -> asksClock(c.getTarget())))
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(CODE);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveNameMatching(".*[.$]\\w*(Helper|Util|Utils|Impl|Base|Info|Data)")
                .orShould()
                .haveNameMatching(".*[.$](Default[A-Z]\\w*|\\w+Default)")
                .check(CODE);
    }

    private static boolean asksClock(AccessTarget.MethodCallTarget method) {
        JavaClass owner = method.getOwner();
        String name = method.getName();
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis") || name.equals("nanoTime");
        }
        if (owner.isEquivalentTo(Clock.class)) {
            return name.startsWith("system");
        }
        return owner.getPackageName().equals("java.time")
                && name.equals("now")
                && method.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static String moduleOf(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }

    private static DescribedPredicate<JavaClass> subpackageOf(String module) {
        return resideInAPackage(ROOT + "." + module + ".*..");
    }

    /** Neither a primitive type nor an array of them, which have no package. */
    private static DescribedPredicate<JavaClass> isNamed() {
        return describe(
                "are in a package",
                type -> !type.getBaseComponentType().getPackageName().isEmpty());
    }
}
