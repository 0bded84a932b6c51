package org.cnnc.train.sheet;

import java.util.List;

/**
 * One sample on a sheet.
 *
 * @param values channels x height x width, as the network sees them
 * @param caption lines below it
 */
public record Picture(float[] values, List<String> caption) {}
