package org.cnnc.compiler.codegen;

import java.util.List;
import java.util.stream.IntStream;
import org.cnnc.compiler.schedule.Section;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.Sections;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits how several threads share a run: {@code sections}, {@code piece}, and a method for each section. */
final class SectionsEmitter {
    /** Sections that one method describes or chooses among: HotSpot compiles no method beyond 8,000 bytes. */
    private static final int SECTIONS_PER_METHOD = 100;

    private static final int PUBLIC_FINAL = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
    private static final Type FRAME = Types.type(Frame.class);
    private static final Type INT = Type.INT_TYPE;
    private static final String SECTION = Type.getMethodDescriptor(Type.VOID_TYPE, FRAME, INT);
    private static final String PIECE = Type.getMethodDescriptor(Type.VOID_TYPE, FRAME, INT, INT);
    private static final String FILL = Type.getMethodDescriptor(Type.VOID_TYPE, Types.INTS, Types.INTS);

    private final ClassVisitor owner;
    private final String ownerName;
    private final KernelCalls calls;
    private final List<Section> sections;
    private final int phases;

    SectionsEmitter(ClassVisitor owner, String ownerName, KernelCalls calls, List<Section> sections, int phases) {
        this.owner = owner;
        this.ownerName = ownerName;
        this.calls = calls;
        this.sections = sections;
        this.phases = phases;
    }

    void emit() {
        emitPlan();
        for (int i = 0; i < sections.size(); i++) emitSection(i);
        emitPiece();
    }

    /** {@code sections}: its arrays are filled by methods of their own. */
    private void emitPlan() {
        Type type = Types.type(Sections.class);
        int methods = Math.ceilDiv(sections.size(), SECTIONS_PER_METHOD);
        for (int m = 0; m < methods; m++) {
            int from = m * SECTIONS_PER_METHOD;
            int to = Math.min(sections.size(), from + SECTIONS_PER_METHOD);
            Code.method(owner, Opcodes.ACC_STATIC, "sections_" + m, FILL, 0, code -> {
                Code.Local pieces = code.parameter(Types.INTS);
                Code.Local work = code.parameter(Types.INTS);
                for (int i = from; i < to; i++) {
                    set(code, pieces, i, sections.get(i).pieces());
                    set(code, work, i, (int) Math.min(Integer.MAX_VALUE, Math.ceil(sections.get(i).cycles() / 1000)));
                }
                code.op(Opcodes.RETURN);
            });
        }
        Code.method(owner, PUBLIC_FINAL, "sections", Type.getMethodDescriptor(type), 0, code -> {
            code.newArray(sections.size(), Opcodes.T_INT);
            Code.Local pieces = code.storeNew(Types.INTS);
            code.newArray(sections.size(), Opcodes.T_INT);
            Code.Local work = code.storeNew(Types.INTS);
            for (int m = 0; m < methods; m++) {
                code.load(pieces);
                code.load(work);
                code.invokeStatic(ownerName, "sections_" + m, FILL);
            }
            code.newObject(type.getInternalName());
            code.load(pieces);
            code.load(work);
            Classes.push(code, ends());
            code.construct(type.getInternalName(), Types.INTS, Types.INTS, Types.INTS);
            code.op(Opcodes.ARETURN);
        });
    }

    private int[] ends() {
        return IntStream.range(0, phases)
                .map(phase -> (int) sections.stream().filter(section -> section.phase() <= phase).count())
                .toArray();
    }

    private static void set(Code code, Code.Local array, int index, int value) {
        code.load(array);
        code.push(index);
        code.push(value);
        code.op(Opcodes.IASTORE);
    }

    private static String method(int section) {
        return "section" + (section + 1);
    }

    /** The method of a section: it runs the piece whose number it is given. */
    private void emitSection(int index) {
        List<Section.Part> parts = sections.get(index).parts();
        for (int p = 0; p < parts.size(); p++) {
            if (parts.get(p) instanceof Section.Part.Whole whole) {
                calls.emit(Opcodes.ACC_STATIC, whole(index, p), whole.kernels());
            }
        }
        Code.method(owner, Opcodes.ACC_STATIC, method(index), SECTION, 0, code -> {
            Code.Local frame = code.parameter(FRAME);
            Code.Local piece = code.parameter(INT);
            for (int p = 0; p < parts.size() - 1; p++) {
                int part = p;
                code.ifLess(piece, parts.get(p).pieces(), () -> {
                    emitPart(code, frame, piece, parts.get(part), whole(index, part));
                    code.op(Opcodes.RETURN);
                });
                code.load(piece);
                code.plus(-parts.get(p).pieces());
                code.store(piece);
            }
            int last = parts.size() - 1;
            emitPart(code, frame, piece, parts.get(last), whole(index, last));
            code.op(Opcodes.RETURN);
        });
    }

    private static String whole(int section, int part) {
        return method(section) + "_part" + (part + 1);
    }

    private void emitPart(Code code, Code.Local frame, Code.Local piece, Section.Part part, String whole) {
        switch (part) {
            case Section.Part.Shared shared -> calls.callPiece(code, frame, shared.kernel(), shared.cut(), piece);
            case Section.Part.Whole _ -> {
                code.load(frame);
                code.invokeStatic(ownerName, whole, KernelEmitter.DESCRIPTOR);
            }
        }
    }

    /** {@code piece}: the choice among sections, by methods of their own where they are many. */
    private void emitPiece() {
        int methods = Math.ceilDiv(sections.size(), SECTIONS_PER_METHOD);
        for (int m = 0; m < methods; m++) {
            int from = m * SECTIONS_PER_METHOD;
            int to = Math.min(sections.size(), from + SECTIONS_PER_METHOD);
            Code.method(owner, Opcodes.ACC_STATIC, "piece_" + m, PIECE, 0, code -> {
                Code.Local frame = code.parameter(FRAME);
                Code.Local section = code.parameter(INT);
                Code.Local piece = code.parameter(INT);
                choose(code, section, from, to, i -> {
                    code.load(frame);
                    code.load(piece);
                    code.invokeStatic(ownerName, method(i), SECTION);
                });
            });
        }
        Code.method(owner, PUBLIC_FINAL, "piece", PIECE, 0, code -> {
            Code.Local frame = code.parameter(FRAME);
            Code.Local section = code.parameter(INT);
            Code.Local piece = code.parameter(INT);
            code.load(section);
            code.push(SECTIONS_PER_METHOD);
            code.op(Opcodes.IDIV);
            Code.Local method = code.storeNew(INT);
            choose(code, method, 0, methods, m -> {
                code.load(frame);
                code.load(section);
                code.load(piece);
                code.invokeStatic(ownerName, "piece_" + m, PIECE);
            });
        });
    }

    private static void choose(Code code, Code.Local number, int from, int to, java.util.function.IntConsumer body) {
        code.load(number);
        code.choose(
                IntStream.range(from, to).toArray(),
                i -> {
                    body.accept(from + i);
                    code.op(Opcodes.RETURN);
                },
                () -> {
                    code.newObject(Types.name(IllegalArgumentException.class));
                    code.push("there is no such section");
                    code.construct(Types.name(IllegalArgumentException.class), Types.type(String.class));
                    code.op(Opcodes.ATHROW);
                });
    }
}
