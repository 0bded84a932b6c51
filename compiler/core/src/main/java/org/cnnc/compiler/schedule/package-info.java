/** Graph to schedule: nests are fused, placed in memory, vectorised and tiled. One file a pass. */
package org.cnnc.compiler.schedule;
