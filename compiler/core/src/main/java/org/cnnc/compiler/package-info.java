/** The compiler: {@link org.cnnc.compiler.Frontend} checks a file, {@code link} makes classes of what it found. */
package org.cnnc.compiler;
