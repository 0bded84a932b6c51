/**
 * Augmentation: random changes of training samples that keep their class, one kind a file, applied in a given order by
 * an {@link org.cnnc.train.augment.Augmenter}.
 *
 * <p>All that is drawn follows from the run's seed, the epoch and the sample's index in the data set (for what mixes
 * samples: the batch's index in the epoch). Arithmetic is that of Java's doubles and {@link StrictMath}, so that the
 * results are the same bits on any machine, at any number of threads and after any resumption.
 *
 * <p>What comes into a sample from outside its frame is black, that is 0 before normalisation, as torchvision's
 * transforms fill by default.
 */
package org.cnnc.train.augment;
