/**
 * How strong the signal is in each layer of a network that is not trained yet, and its gradient: whether they vanish or
 * explode.
 */
package org.cnnc.compiler.signal;
