/** What the user is told: codes, marked spans, notes and helps, and how they are rendered. */
package org.cnnc.compiler.diagnostics;
