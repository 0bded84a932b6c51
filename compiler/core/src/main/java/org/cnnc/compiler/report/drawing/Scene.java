package org.cnnc.compiler.report.drawing;

import java.util.List;

/**
 * A drawing, ready to be written in any format.
 *
 * @param title the first line
 * @param subtitle the second line
 * @param elements in the order of painting
 */
public record Scene(double width, double height, String title, String subtitle, List<Element> elements) {}
