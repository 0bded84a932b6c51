/** A sheet to look at: training samples, and what augmentation makes of them, as a picture. */
package org.cnnc.train.sheet;
