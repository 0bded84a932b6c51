/** What {@code cnnc doctor} looks at: each finding with its value and, where something is wrong, the remedy. */
package org.cnnc.cli.doctor;
