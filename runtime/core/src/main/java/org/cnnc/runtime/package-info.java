/**
 * What generated classes call, and what their users hold in hand: {@link org.cnnc.runtime.Network} with its
 * {@link org.cnnc.runtime.Session} and {@link org.cnnc.runtime.Trainer}; memory, parallel loops, random
 * numbers and the weight file, never a layer. Nothing but the JDK, from 17 on.
 */
package org.cnnc.runtime;
