/** Source text to AST. The only package that knows ANTLR. */
package org.cnnc.compiler.parse;
