package org.cnnc.runtime;

import java.util.Arrays;

/**
 * Runs a program by all threads of a team together, section by section. What comes out is what one thread computes, to
 * the bit: each number is computed whole by one piece.
 */
final class TeamRun {
    private final Program program;
    private final Plan plan;
    private final Sections sections;
    private final Parallel parallel;
    private final Parallel.Task task = this::runPiece;

    /** The frames of the workers, taken when a worker first runs a piece; the caller has its own. */
    private final Frame[] members;

    private Frame caller;
    private int section;

    TeamRun(Program program, Parallel parallel) {
        this.program = program;
        this.parallel = parallel;
        plan = program.plan();
        sections = program.sections();
        members = new Frame[parallel.threads()];
    }

    /** Predicted time on one thread, in thousands of cycles. */
    long timeAlone() {
        return sections.time(1);
    }

    /** Predicted time by the team, in thousands of cycles. */
    long time() {
        return sections.time(parallel.threads());
    }

    /** Runs a phase. */
    void run(Frame frame, int phase) {
        caller = frame;
        try {
            int end = sections.ends()[phase];
            for (section = sections.start(phase); section < end; section++) {
                parallel.run(sections.pieces()[section], task);
            }
        } finally {
            caller = null;
            for (Frame member : members) {
                if (member != null) member.leave();
            }
        }
    }

    private void runPiece(int piece, int worker) {
        program.piece(worker == 0 ? caller : member(worker).on(caller), section, piece);
    }

    private Frame member(int worker) {
        if (members[worker] == null) members[worker] = Frame.ofMember(plan);
        return members[worker];
    }

    /** Lets the memory go. */
    void clear() {
        Arrays.fill(members, null);
    }
}
