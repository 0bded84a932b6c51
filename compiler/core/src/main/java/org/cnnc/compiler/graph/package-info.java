/** AST to graph: expressions, arguments, scopes and names; everything that unrolls at compile time. */
package org.cnnc.compiler.graph;
