package org.cnnc.cli.sweep;

/** Where in a range values are drawn. */
enum Scale {
    /** Equally likely over the range. */
    LINEAR {
        @Override
        double at(double min, double max, double share) {
            return min + share * (max - min);
        }
    },

    /** Equally likely over the range of logarithms: as many from 0.001 to 0.01 as from 0.01 to 0.1. */
    LOG {
        @Override
        double at(double min, double max, double share) {
            double low = StrictMath.log(min);
            return StrictMath.exp(low + share * (StrictMath.log(max) - low));
        }
    };

    /** The value at a share, from 0 to 1, of the way from the least to the greatest. */
    abstract double at(double min, double max, double share);
}
