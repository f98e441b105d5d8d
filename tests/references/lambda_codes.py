"""Write the code of lambdas as Keras writes it, for `tests/helpers/model_files/kept_files/lambda_codes.json`.

For developers: run this file by each Python whose code is wanted (2.7 and 3.6 to 3.13 were), with the old file as input
and the new one as output: `PYTHON tests/references/lambda_codes.py < OLD > NEW`. The sources are compiled and not run.
"""

import base64
import json
import marshal
import sys

SOURCES = (
    "lambda x: x / 255",
    "lambda x: x / 255.0",
    "lambda x: x / 127.5 - 1",
    "lambda x: x * 2 - 1",
    "lambda x: (x - 128.0) / 128.0",
    "lambda x: -x + 1",
    "lambda x: 1 - x ** 2",
    "lambda x: K.l2_normalize(x, axis=1)",
    "lambda x: K.l2_normalize(x, 1)",
    "lambda x: tf.nn.l2_normalize(x, axis=-1)",
    "lambda x: tf.math.l2_normalize(x, axis=1)",
    "lambda x: K.mean(x, axis=[1, 2])",
    "lambda x: K.mean(x, axis=[1, 2, 3], keepdims=True)",
    "lambda x: tf.reduce_mean(x, axis=-1, keepdims=True)",
    "lambda x: K.abs(x[0] - x[1])",
    "lambda tensors: abs(tensors[0] - tensors[1])",
    "lambda x: tf.math.abs(x[0] - x[1])",
    "lambda x: keras.backend.sqrt(keras.backend.sum(keras.backend.square(x[0] - x[1]), axis=1, keepdims=True))",
    "lambda x: K.squeeze(x, axis=1)",
    "lambda x: K.expand_dims(x, axis=-1)",
    "lambda x: tf.expand_dims(x, -1)",
    "lambda x: x[:, :, :, :1]",
    "lambda x: x[..., ::-1]",
    "lambda x: x[:, 0]",
    "lambda x: x[:1]",
    "lambda x: tf.image.resize(x, (4, 4))",
    "lambda x: ops.mean(x, axis=(1, 2))",
    "lambda x, scale: x * scale",
    "lambda x: tf.concat([x, x], axis=-1)",
)
HOSTILE = (
    "lambda x: os.system('true') and x",
    "lambda x: __import__('os').system('true') or x",
    "lambda x: x / 255 if os.system('true') else x",
    "lambda x: [x / 255, os.system('true')][0]",
    "lambda x: K.abs(x).__class__",
    "lambda x: x / os.getpid()",
    "lambda x: tf.io.read_file(x)",
    "lambda x: K.function(x)",
    "lambda x: (lambda y: y)(x)",
    "lambda x: eval('x')",
    "lambda *x: x[0]",
    "lambda x: (yield x)",
    "lambda x: 255",
    "lambda x: x.shape",
    "lambda: 1",
)


def written(source):
    """Return a lambda's code as Keras writes it."""
    outer = compile(source, "model.py", "eval")
    code = next(part for part in outer.co_consts if hasattr(part, "co_code"))
    return base64.b64encode(marshal.dumps(code)).decode("ascii")


def main():
    """Add what this Python writes to what was there."""
    kept = json.load(sys.stdin)
    version = "{}.{}".format(*sys.version_info[:2])
    kept[version] = {source: written(source) for source in SOURCES + HOSTILE}
    sys.stdout.write(json.dumps(kept, indent=1, sort_keys=True, separators=(",", ": ")) + "\n")


if __name__ == "__main__":
    main()
