/** Lock files: what the models of a file come to, written down so that a change of it is seen. */
package org.cnnc.compiler.lock;
