/** The interpreter that evaluates any graph by its ops' own reference evaluations: the oracle. */
package org.cnnc.compiler.reference;
