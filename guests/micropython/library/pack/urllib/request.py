raise ImportError("No module named 'urllib.request': there is no network in the glass; call a granted function "
                  "(vitrine.functions() lists them)")
