package org.cnnc.tests.integration;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What a class file says, read by the JDK's own class-file API rather than the library that wrote it. */
record Bytecode(ClassModel model) {
    static final String VECTOR_API = "jdk/incubator/vector";

    static Bytecode of(byte[] bytes) {
        return new Bytecode(ClassFile.of().parse(bytes));
    }

    int majorVersion() {
        return model.majorVersion();
    }

    /** Bytes of code by method. */
    Map<String, Integer> codeLengths() {
        Map<String, Integer> lengths = new TreeMap<>();
        for (MethodModel method : model.methods()) {
            method.findAttribute(Attributes.code()).ifPresent(code ->
                    lengths.put(method.methodName().stringValue() + method.methodType().stringValue(), code.codeLength()));
        }
        return lengths;
    }

    /** Whether any name or descriptor of the class holds a text. */
    boolean mentions(String text) {
        return StreamSupport.stream(model.constantPool().spliterator(), false)
                .anyMatch((PoolEntry entry) -> entry instanceof Utf8Entry name && name.stringValue().contains(text));
    }

    /** Whether a method, or one of this class that it calls, however deep, calls another class's method. */
    boolean reaches(String method, String owner, String name) {
        Set<String> seen = new HashSet<>(Set.of(method));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String at = open.pop();
            for (InvokeInstruction call : calls(at)) {
                String called = call.name().stringValue();
                if (call.owner().asInternalName().equals(owner) && called.equals(name)) return true;
                boolean own = call.owner().asInternalName().equals(model.thisClass().asInternalName());
                if (own && seen.add(called)) open.push(called);
            }
        }
        return false;
    }

    private Set<InvokeInstruction> calls(String method) {
        Set<InvokeInstruction> calls = new HashSet<>();
        for (MethodModel candidate : model.methods()) {
            if (!candidate.methodName().stringValue().equals(method) || candidate.code().isEmpty()) continue;
            candidate.code().get().forEach(element -> {
                if (element instanceof InvokeInstruction call) calls.add(call);
            });
        }
        return calls;
    }
}
