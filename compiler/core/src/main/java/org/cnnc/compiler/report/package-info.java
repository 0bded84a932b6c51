/** What people are shown of a model: the table of its layers and totals, and its graphs as text. */
package org.cnnc.compiler.report;
