package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Schema;

/**
 * A source of training data: its name and its arguments. Reading it is the training module's.
 *
 * @param name as the language writes it
 * @param summary one sentence for the reference page
 */
public record DataSource(String name, String summary, Schema schema) {}
