/**
 * Where samples come from: one {@link org.cnnc.train.data.Source} a kind of data, and the readers of file formats
 * that they share. Whatever a file holds, a reader gives samples or a {@link org.cnnc.train.DataException} that names
 * the file, the place and what was expected there, and takes memory for what is there and not for what is claimed.
 */
package org.cnnc.train.data;
