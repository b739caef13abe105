// Apache Jena's TDB2 behind the SPARQL 1.1 Protocol (queries only): Debian packs Jena without its server, Fuseki.
// java -cp ... Jena.java PORT FOLDER [NQUADS]: answers http://127.0.0.1:PORT/ once the file is loaded.

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.TDB2Factory;

class Jena {
    static final int SECONDS = 60;
    final Dataset data;

    Jena(Dataset data) {
        this.data = data;
    }

    public static void main(String[] words) throws IOException {
        var jena = new Jena(TDB2Factory.connectDataset(words[1]));
        if (words.length > 2) {
            Txn.executeWrite(jena.data, () -> RDFDataMgr.read(jena.data, words[2], Lang.NQUADS));
        }
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(words[0])), 0);
        server.createContext("/", jena::serve);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
    }

    void serve(HttpExchange exchange) throws IOException {
        int status = 200;
        String type = "text/plain; charset=utf-8";
        var body = new ByteArrayOutputStream();
        try {
            String form = exchange.getRequestURI().getRawQuery();
            if (form == null) {
                form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            }
            String query = parameter(form, "query");
            type = Txn.calculateRead(data, () -> answer(query, body));
        } catch (Exception | StackOverflowError error) {
            status = 500;
            body.reset();
            body.writeBytes(error.toString().getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.size());
        exchange.getResponseBody().write(body.toByteArray());
        exchange.close();
    }

    String answer(String query, ByteArrayOutputStream body) {
        try (var execution = QueryExecutionFactory.create(query, data)) {
            execution.setTimeout(SECONDS * 1000L);
            if (execution.getQuery().isConstructType() || execution.getQuery().isDescribeType()) {
                RDFDataMgr.write(body, execution.execConstruct(), Lang.NTRIPLES);
                return "application/n-triples";
            }
            if (execution.getQuery().isAskType()) {
                ResultSetFormatter.outputAsJSON(body, execution.execAsk());
            } else {
                ResultSetFormatter.outputAsJSON(body, execution.execSelect());
            }
            return "application/sparql-results+json";
        }
    }

    static String parameter(String form, String name) {
        for (String pair : form.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException("no " + name);
    }
}
