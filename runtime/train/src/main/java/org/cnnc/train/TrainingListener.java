package org.cnnc.train;

/** Follows a run. All methods are called by the thread that trains. */
public interface TrainingListener {
    /**
     * Where a run stands.
     *
     * @param epoch from 1
     * @param epochs of the whole run
     * @param batch batches of the epoch that are done
     * @param batches of the epoch
     * @param loss of the last batch
     * @param imagesPerSecond of this epoch so far
     * @param secondsLeft of the whole run, at that rate
     */
    record Progress(
            int epoch, int epochs, int batch, int batches, float loss, double imagesPerSecond, double secondsLeft) {}

    /** A batch is done. */
    default void batchDone(Progress progress) {}

    /** An epoch is done; its weights are saved. */
    default void epochDone(EpochResult result) {}

    /** Something is not an error and yet not right. */
    default void warning(String message) {}

    /** The run is over. */
    default void done(TrainingResult result) {}

    /** Nothing more will be told, also where the run failed. */
    default void ended() {}
}
