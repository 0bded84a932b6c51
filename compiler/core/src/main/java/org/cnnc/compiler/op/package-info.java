/** The ops: what each is, once. Layers of the language, and the pieces that their gradients are made of. */
package org.cnnc.compiler.op;
