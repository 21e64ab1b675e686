'ok'
