/** Schedule to bytecode. The only package that knows the class file library. */
package org.cnnc.compiler.codegen;
