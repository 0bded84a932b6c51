/** How much memory a compiled model takes, told from its schedule. */
package org.cnnc.compiler.memory;
