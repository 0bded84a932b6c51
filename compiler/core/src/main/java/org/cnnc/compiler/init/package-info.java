/** The initialisers of the language, one a file; gains and fans become the runtime's distributions here. */
package org.cnnc.compiler.init;
