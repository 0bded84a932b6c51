/** Graphs as drawings: layers from top to bottom, shapes on the edges, scopes as frames. */
package org.cnnc.compiler.report.drawing;
