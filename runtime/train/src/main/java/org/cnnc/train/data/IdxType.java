package org.cnnc.train.data;

import java.nio.ByteBuffer;
import java.util.Locale;

/** The element types of IDX files: the code in the magic number, the name in file names, the bytes of an element. */
enum IdxType {
    UBYTE(0x08, Byte.BYTES, "unsigned bytes"),
    BYTE(0x09, Byte.BYTES, "signed bytes"),
    SHORT(0x0B, Short.BYTES, "16-bit numbers"),
    INT(0x0C, Integer.BYTES, "32-bit numbers"),
    FLOAT(0x0D, Float.BYTES, "32-bit floats"),
    DOUBLE(0x0E, Double.BYTES, "64-bit floats");

    final int code;
    final int bytes;
    final String words;

    IdxType(int code, int bytes, String words) {
        this.code = code;
        this.bytes = bytes;
        this.words = words;
    }

    /** As file names have it, {@code ubyte}. */
    String inNames() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The element of a big-endian buffer that stands at a byte. */
    double at(ByteBuffer elements, int place) {
        return switch (this) {
            case UBYTE -> elements.get(place) & 0xFF;
            case BYTE -> elements.get(place);
            case SHORT -> elements.getShort(place);
            case INT -> elements.getInt(place);
            case FLOAT -> elements.getFloat(place);
            case DOUBLE -> elements.getDouble(place);
        };
    }
}
