package org.evenflow.data.pandapower;

/**
 * A complex number.
 *
 * @param re real part
 * @param im imaginary part
 */
record Complex(double re, double im) {
    Complex plus(Complex other) {
        return new Complex(re + other.re, im + other.im);
    }

    Complex times(Complex other) {
        return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    Complex times(double factor) {
        return new Complex(re * factor, im * factor);
    }

    Complex over(Complex other) {
        double squared = other.re * other.re + other.im * other.im;
        return new Complex(
                (re * other.re + im * other.im) / squared,
                (im * other.re - re * other.im) / squared);
    }
}
