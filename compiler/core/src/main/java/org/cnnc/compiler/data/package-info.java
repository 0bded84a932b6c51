/** The data sources of the language and their arguments, one a file. */
package org.cnnc.compiler.data;
