package org.cnnc.runtime;

import java.util.Arrays;

/** The working memory of a trainer, taken when first asked for. */
interface TrainingFrames {
    /**
     * Makes sure that a batch has its frames.
     *
     * @throws OutOfMemoryError if they take more than the JVM may
     */
    void reserve(int blocks);

    /** The frame that a worker runs a block in: in all phases of a step the one of that block. */
    Frame of(int block, int worker);

    /** Lets the memory go. */
    void clear();

    /** One a worker, for steps of one phase: a block leaves nothing behind. */
    final class OfWorkers implements TrainingFrames {
        private final Plan plan;
        private final Frame[] frames;

        OfWorkers(Plan plan, int workers) {
            this.plan = plan;
            frames = new Frame[workers];
        }

        @Override
        public void reserve(int blocks) {}

        @Override
        public Frame of(int block, int worker) {
            if (frames[worker] == null) frames[worker] = new Frame(plan);
            return frames[worker];
        }

        @Override
        public void clear() {
            Arrays.fill(frames, null);
        }
    }

    /** One a block, for steps of several phases; the scratch is the worker's. */
    final class OfBlocks implements TrainingFrames {
        private final Plan plan;
        private final Scratch[] scratch;
        private Frame[] frames = new Frame[0];

        OfBlocks(Plan plan, int workers) {
            this.plan = plan;
            scratch = new Scratch[workers];
        }

        @Override
        public void reserve(int blocks) {
            if (blocks <= frames.length) return;
            long bytes = (long) Float.BYTES * ((long) plan.arena() + plan.io());
            long most = Runtime.getRuntime().maxMemory();
            if (bytes > most / blocks) {
                throw new OutOfMemoryError("a batch of " + blocks + " blocks of " + plan.block()
                        + " samples keeps " + bytes + " bytes a block, which the JVM's " + most + " bytes do not hold;"
                        + " take a smaller batch, or give the JVM more (-Xmx)");
            }
            frames = Arrays.copyOf(frames, blocks);
        }

        @Override
        public Frame of(int block, int worker) {
            if (scratch[worker] == null) scratch[worker] = new Scratch(plan);
            if (frames[block] == null) frames[block] = new Frame(plan, scratch[worker]);
            Frame frame = frames[block];
            frame.use(scratch[worker]);
            return frame;
        }

        @Override
        public void clear() {
            frames = new Frame[0];
            Arrays.fill(scratch, null);
        }
    }
}
