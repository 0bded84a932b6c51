package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One axis of a padding that repeats cells of the input, cut into pieces whose cells are copied or summed alike.
 *
 * @param before cells of padding before the input
 * @param after cells of padding behind it
 */
record BorderAxis(PadMode mode, int input, int before, int after) {
    int padded() {
        return before + input + after;
    }

    /** The source of cell i of a piece is at {@code first + step * i}. */
    record Line(int first, int step) {}

    /**
     * Neighbouring cells of a result.
     *
     * @param first position of the first one
     * @param lines what is added up for each cell
     * @param taps neighbours that are summed, from each line's position on
     */
    record Piece(int first, int cells, List<Line> lines, int taps) {
        static Piece copy(int first, int cells, int from, int step) {
            return new Piece(first, cells, List.of(new Line(from, step)), 1);
        }
    }

    /** The padded axis, from the input's cells. */
    List<Piece> padding() {
        int end = before + input;
        List<Piece> pieces = new ArrayList<>();
        pieces.add(Piece.copy(before, input, 0, 1));
        switch (mode) {
            case ZEROS -> throw new IllegalStateException("zeros are no cells of the input");
            case REPLICATE -> {
                pieces.add(Piece.copy(0, before, 0, 0));
                pieces.add(Piece.copy(end, after, input - 1, 0));
            }
            case REFLECT -> {
                pieces.add(Piece.copy(0, before, before, -1));
                pieces.add(Piece.copy(end, after, input - 2, -1));
            }
            case CIRCULAR -> {
                pieces.add(Piece.copy(0, before, input - before, 1));
                pieces.add(Piece.copy(end, after, 0, 1));
            }
        }
        return pieces.stream().filter(piece -> piece.cells() > 0).toList();
    }

    /** The input's cells, each the sum of the padded cells that it was copied to. */
    List<Piece> sums() {
        int end = before + input;
        return switch (mode) {
            case ZEROS -> throw new IllegalStateException("zeros are no cells of the input");
            case REPLICATE -> replicated();
            case REFLECT -> summed(List.of(
                    Piece.copy(0, input, before, 1),
                    Piece.copy(1, before, before - 1, -1),
                    Piece.copy(input - 1 - after, after, end + after - 1, -1)));
            case CIRCULAR -> summed(List.of(
                    Piece.copy(0, input, before, 1),
                    Piece.copy(input - before, before, 0, 1),
                    Piece.copy(0, after, end, 1)));
        };
    }

    private List<Piece> replicated() {
        List<Line> start = List.of(new Line(0, 0));
        if (input == 1) return List.of(new Piece(0, 1, start, padded()));
        List<Piece> pieces = new ArrayList<>(List.of(new Piece(0, 1, start, before + 1)));
        if (input > 2) pieces.add(Piece.copy(1, input - 2, before + 1, 1));
        pieces.add(new Piece(input - 1, 1, List.of(new Line(before + input - 1, 0)), after + 1));
        return pieces;
    }

    /** Pieces that overlap, cut at their ends, each part with the lines of all that cover it. */
    private List<Piece> summed(List<Piece> covers) {
        TreeSet<Integer> bounds = new TreeSet<>(List.of(0, input));
        for (Piece cover : covers) {
            if (cover.cells() > 0) bounds.addAll(List.of(cover.first(), cover.first() + cover.cells()));
        }
        List<Piece> pieces = new ArrayList<>();
        for (int start = 0; start < input; start = bounds.higher(start)) {
            List<Line> lines = new ArrayList<>();
            for (Piece cover : covers) {
                int ahead = start - cover.first();
                if (ahead < 0 || ahead >= cover.cells()) continue;
                Line line = cover.lines().getFirst();
                lines.add(new Line(line.first() + ahead * line.step(), line.step()));
            }
            pieces.add(new Piece(start, bounds.higher(start) - start, lines, 1));
        }
        return pieces;
    }
}
