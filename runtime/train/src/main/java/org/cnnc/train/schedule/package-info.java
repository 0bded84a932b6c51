/** Schedules of the learning rate, one a file, and the warm-up before them. */
package org.cnnc.train.schedule;
