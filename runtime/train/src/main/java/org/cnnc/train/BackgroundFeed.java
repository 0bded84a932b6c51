package org.cnnc.train;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.cnnc.train.augment.Batch;

/**
 * Makes batches on a thread of its own while the caller computes, at most {@link #AHEAD} of them ahead. What is thrown
 * there is thrown by {@link #next}, behind the batches before it. Which thread makes a batch does not show in its bits.
 */
final class BackgroundFeed implements BatchFeed {
    /** One that is ready while another is made. */
    private static final int AHEAD = 2;

    private final BatchSampler sampler;
    private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(AHEAD + 2);
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(AHEAD + 2);
    private final Thread thread = new Thread(this::work, "cnn-batches");
    private Batch lent;
    private int index;
    private volatile boolean closed;

    /** What the thread is to do. */
    private sealed interface Order {
        record Fill(Batch arrays) implements Order {}

        record End() implements Order {}
    }

    /** What the thread did. */
    private sealed interface Answer {
        record Filled(Batch batch) implements Answer {}

        record Failed(RuntimeException thrown) implements Answer {}

        record Broken(Error thrown) implements Answer {}
    }

    BackgroundFeed(BatchSampler sampler) {
        this.sampler = sampler;
        lent = BatchFeed.allocate(sampler);
        for (int i = 0; i < AHEAD; i++) orders.add(new Order.Fill(BatchFeed.allocate(sampler)));
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            for (int made = 0; made < sampler.batches(); made++) {
                if (!(orders.take() instanceof Order.Fill(Batch arrays)) || closed) return;
                answers.add(new Answer.Filled(arrays.of(sampler.fill(made, arrays.inputs(), arrays.targets()))));
            }
        } catch (InterruptedException e) {
            answers.add(new Answer.Failed(new IllegalStateException("the thread that makes batches was interrupted", e)));
        } catch (RuntimeException e) {
            answers.add(new Answer.Failed(e));
        } catch (Error e) {
            answers.add(new Answer.Broken(e));
        }
    }

    @Override
    public Batch next() {
        if (closed) throw new IllegalStateException("this feed is closed");
        BatchFeed.checkIndex(index++, sampler);
        orders.add(new Order.Fill(lent));
        lent = switch (answer()) {
            case Answer.Filled filled -> filled.batch();
            case Answer.Failed failed -> throw failed.thrown();
            case Answer.Broken broken -> throw broken.thrown();
        };
        return lent;
    }

    private Answer answer() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answers.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread, at the latest when the batch at hand is made, and waits for that. A second call does nothing. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        orders.add(new Order.End());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
