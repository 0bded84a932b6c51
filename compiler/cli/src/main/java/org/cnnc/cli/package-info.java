/**
 * The command line: one class a command, options that several share as mixins, and what turns results and
 * failures into text, JSON and exit statuses.
 */
package org.cnnc.cli;
