import java.nio.file.Path;
import org.cnnc.runtime.Session;
import org.example.LeNet5;

/** A program as a user deploys it: prints the probabilities of images made of the sine of their pixels' number. */
public final class Classify {
    private Classify() {}

    public static void main(String[] arguments) throws Exception {
        LeNet5 network = LeNet5.load(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        float[] images = new float[count * 32 * 32];
        for (int i = 0; i < images.length; i++) images[i] = (float) Math.sin(i);
        float[] probabilities = new float[count * 10];
        try (Session session = network.session(2)) {
            session.predict(images, count, probabilities);
        }
        for (float probability : probabilities) System.out.println(probability);
    }
}
