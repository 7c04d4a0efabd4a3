package org.evenflow.data.opendss;

/** A complex number. */
record Complex(double re, double im) {
    static final Complex ONE = new Complex(1, 0);

    Complex plus(Complex other) {
        return new Complex(re + other.re, im + other.im);
    }

    Complex minus(Complex other) {
        return new Complex(re - other.re, im - other.im);
    }

    Complex times(Complex other) {
        return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    Complex times(double factor) {
        return new Complex(re * factor, im * factor);
    }

    Complex inverse() {
        double square = re * re + im * im;
        return new Complex(re / square, -im / square);
    }

    double abs() {
        return Math.hypot(re, im);
    }

    /** Principal logarithm. */
    Complex log() {
        return new Complex(Math.log(abs()), Math.atan2(im, re));
    }

    /** Principal root. */
    Complex sqrt() {
        double root = Math.sqrt(abs());
        double half = Math.atan2(im, re) / 2;
        return new Complex(root * Math.cos(half), root * Math.sin(half));
    }
}
