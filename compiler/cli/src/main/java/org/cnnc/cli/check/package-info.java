/** What {@code cnnc check} found, in the forms that people, programs and continuous integration read; a form a file. */
package org.cnnc.cli.check;
