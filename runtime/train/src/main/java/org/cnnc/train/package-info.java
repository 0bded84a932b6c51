/**
 * Training around a compiled network: data sets, batches, the {@link org.cnnc.train.TrainingLoop}, metrics,
 * and runs on disk that can be resumed. All that is random depends on the seed only.
 */
package org.cnnc.train;
