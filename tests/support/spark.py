"""What the tests of the engine on Apache Spark need, and are left out without."""

NO_SPARK = "needs pyspark and Java: `make spark` (Debian: openjdk-17-jre-headless)"
