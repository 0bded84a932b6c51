package org.cnnc.train;

/** By what validation tells which weights are the best. */
public enum Monitor {
    /** The higher accuracy; of two equal ones, and where there is none, the lower loss. */
    ACCURACY {
        @Override
        boolean better(Best.Score now, Best.Score before) {
            if (now.accuracy() > before.accuracy()) return true;
            return !(now.accuracy() < before.accuracy()) && now.loss() < before.loss();
        }
    },

    /** The lower loss. */
    LOSS {
        @Override
        boolean better(Best.Score now, Best.Score before) {
            return now.loss() < before.loss();
        }
    };

    abstract boolean better(Best.Score now, Best.Score before);
}
