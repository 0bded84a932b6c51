package org.cnnc.tests.fuzz;

import java.util.Random;

/** Numbers that files may hold. */
final class Numbers {
    private static final String[] HUGE = {
        "2000000000", "2147483647", "2147483648", "4294967297", "9223372036854775807", "99999999999999999999", "1e300", "1e999999999",
        "1e-300", "123456789.123456789", "7G", "1000GB", "9".repeat(70)
    };

    private Numbers() {}

    static String any(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> HUGE[random.nextInt(HUGE.length)];
            case 1 -> "0";
            case 2 -> random.nextInt(100) + "." + random.nextInt(100);
            case 3 -> Integer.toString(random.nextInt(5000));
            default -> small(random);
        };
    }

    static String small(Random random) {
        return Integer.toString(1 + random.nextInt(8));
    }
}
