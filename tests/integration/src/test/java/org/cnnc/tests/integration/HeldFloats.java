package org.cnnc.tests.integration;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts the floats in all arrays that an object of the project holds, each array once. */
final class HeldFloats {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private long floats;

    static long of(Object root) throws IllegalAccessException {
        HeldFloats held = new HeldFloats();
        held.meet(root);
        while (!held.open.isEmpty()) held.visit(held.open.pop());
        return held.floats;
    }

    private void meet(Object object) {
        if (object != null && seen.add(object)) open.push(object);
    }

    private void visit(Object object) throws IllegalAccessException {
        Class<?> type = object.getClass();
        if (object instanceof float[] array) {
            floats += array.length;
        } else if (type.isArray()) {
            if (type.getComponentType().isPrimitive()) return;
            for (int i = 0; i < Array.getLength(object); i++) meet(Array.get(object, i));
        } else if (!type.getName().startsWith("java.") && !(object instanceof Enum<?>)) {
            for (Class<?> of = type; of != null && of != Object.class && !of.getName().startsWith("java."); of = of.getSuperclass()) {
                fields(of, object);
            }
        }
    }

    private void fields(Class<?> of, Object object) throws IllegalAccessException {
        for (Field field : of.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) continue;
            field.setAccessible(true);
            meet(field.get(object));
        }
    }
}
