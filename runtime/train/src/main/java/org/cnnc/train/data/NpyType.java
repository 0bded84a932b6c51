package org.cnnc.train.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The element types of NumPy's arrays that are read: NumPy's name, the bytes of an element, whether it is a whole number. */
enum NpyType {
    HALF("<f2", 2, false),
    FLOAT("<f4", 4, false),
    DOUBLE("<f8", 8, false),
    BOOL("|b1", 1, true),
    UBYTE("|u1", 1, true),
    BYTE("|i1", 1, true),
    USHORT("<u2", 2, true),
    SHORT("<i2", 2, true),
    UINT("<u4", 4, true),
    INT("<i4", 4, true),
    LONG("<i8", 8, true);

    final String dtype;
    final int bytes;
    final boolean whole;

    NpyType(String dtype, int bytes, boolean whole) {
        this.dtype = dtype;
        this.bytes = bytes;
        this.whole = whole;
    }

    static Optional<NpyType> of(String dtype) {
        return Arrays.stream(values()).filter(type -> type.dtype.equals(dtype)).findFirst();
    }

    /** The element of a little-endian buffer that stands at a byte. */
    double at(ByteBuffer elements, int place) {
        return switch (this) {
            case HALF -> Float.float16ToFloat(elements.getShort(place));
            case FLOAT -> elements.getFloat(place);
            case DOUBLE -> elements.getDouble(place);
            case BOOL, UBYTE -> elements.get(place) & 0xFF;
            case BYTE -> elements.get(place);
            case USHORT -> elements.getShort(place) & 0xFFFF;
            case SHORT -> elements.getShort(place);
            case UINT -> elements.getInt(place) & 0xFFFFFFFFL;
            case INT -> elements.getInt(place);
            case LONG -> elements.getLong(place);
        };
    }
}
